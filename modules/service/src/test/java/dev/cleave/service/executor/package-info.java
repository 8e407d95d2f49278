/** The executor of module {@code client}, on nodes. */
@NullMarked
package dev.cleave.service.executor;

import org.jspecify.annotations.NullMarked;
