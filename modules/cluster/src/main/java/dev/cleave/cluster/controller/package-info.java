/**
 * The controller and its coordinators as actors: thin shells over the decisions in {@code core}.
 */
@NullMarked
package dev.cleave.cluster.controller;

import org.jspecify.annotations.NullMarked;
