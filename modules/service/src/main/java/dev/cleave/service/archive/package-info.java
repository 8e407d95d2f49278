/**
 * Looks at jars that strangers bring, before anything else opens them.
 *
 * <p>Must not know who brings them; writes nothing to disk.
 */
@NullMarked
package dev.cleave.service.archive;

import org.jspecify.annotations.NullMarked;
