/**
 * What goes wrong in servers of this kind, one failure a file, and that it does not here. S4 and so
 * on are the rows of the project's list of such failures.
 */
package io.limp.security;
