/** What a server does when its database, its disk or its input goes wrong. */
@org.jspecify.annotations.NullMarked
package io.limp.faults;
