/** The wire contract of level 1, row by row, over the real socket. */
package io.limp.level1;
