/** Who changed what, documents as they were, and the way back. */
package io.limp.history;
