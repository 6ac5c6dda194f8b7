<<<<<<< HEAD
/** The journey of a call, one step a file. */
=======
/** The journey of a call, one file a step; {@link io.limp.call.CallPipeline} is the list of them. */
>>>>>>> aab8fac (Add the module API and the driver interface)
@NullMarked
package io.limp.call;

import org.jspecify.annotations.NullMarked;
