/** What packages bring besides their modules, on a server that runs. */
package io.limp.packages;
