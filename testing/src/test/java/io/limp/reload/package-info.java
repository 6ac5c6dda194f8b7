/** Packages that are loaded anew while the server serves. */
package io.limp.reload;
