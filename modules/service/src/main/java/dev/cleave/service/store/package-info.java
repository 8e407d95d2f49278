/**
 * What the job service keeps on disk, and the two databases it can keep it in.
 */
@NullMarked
package dev.cleave.service.store;

import org.jspecify.annotations.NullMarked;
