/** What a session's client and its coordinator say to each other, and the client's part in it. Knows no bytes, connections or threads. */
@NullMarked
package dev.cleave.core.session;

import org.jspecify.annotations.NullMarked;
