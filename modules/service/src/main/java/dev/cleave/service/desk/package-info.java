/**
 * Answers what the API asks, from the store and by the keeper.
 *
 * <p>Must not know over what people ask, nor who may: that was settled before.
 */
@NullMarked
package dev.cleave.service.desk;

import org.jspecify.annotations.NullMarked;
