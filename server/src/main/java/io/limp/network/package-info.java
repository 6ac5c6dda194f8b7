/** Web server, websockets and HTTP: frames in, frames out. */
@NullMarked
package io.limp.network;

import org.jspecify.annotations.NullMarked;
