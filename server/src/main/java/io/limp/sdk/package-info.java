/** What is written about an app: JSON Schema, OpenAPI, AsyncAPI and Markdown of its modules. */
@NullMarked
package io.limp.sdk;

import org.jspecify.annotations.NullMarked;
