/** The driver of MongoDB: the server's data on as many machines as it takes. */
@NullMarked
package io.limp.data.mongo;

import org.jspecify.annotations.NullMarked;
