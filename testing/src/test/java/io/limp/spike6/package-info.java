/** The modules that the recorded servers ran beside the built-in ones. */
package io.limp.spike6;
