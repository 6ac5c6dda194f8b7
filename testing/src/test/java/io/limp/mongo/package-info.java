/** Apps whose data is in MongoDB. */
package io.limp.mongo;
