/** Methods that the clock calls. */
package io.limp.jobs;
