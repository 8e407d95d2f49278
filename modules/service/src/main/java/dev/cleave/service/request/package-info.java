/**
 * What a request must look like, one plain class for each kind: every limit that the messages' comments state.
 *
 * <p>Must not know servers, callers or what there is: these checks look at the request alone.
 */
@NullMarked
package dev.cleave.service.request;

import org.jspecify.annotations.NullMarked;
