/**
 * How running jobs divide the lanes of the cluster: which part of which node each is entitled to, and which lanes it has now.
 */
@NullMarked
package dev.cleave.core.share;

import org.jspecify.annotations.NullMarked;
