package dev.cleave.cli.client;

import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.client.CleaveClient;

/**
 * What a command works with.
 *
 * @param client the cluster
 * @param given the command's options
 * @param output where its words go
 * @param beforeWaiting called before it waits for something that a signal should end in order
 */
record Asked(CleaveClient client, Given given, Output output, Runnable beforeWaiting) {}
