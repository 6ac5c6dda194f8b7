/** Recorded conversations with the original servers, said again to this one. */
package io.limp.golden;
