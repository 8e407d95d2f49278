package dev.cleave.cli.client;

import dev.cleave.api.NearestName;
import dev.cleave.cli.command.CommandException;
import dev.cleave.cli.command.ExitCode;
import dev.cleave.cli.command.Given;
import dev.cleave.cli.command.Output;
import dev.cleave.cli.command.Values;
import dev.cleave.client.CleaveClient;
import dev.cleave.client.NewToken;
import dev.cleave.client.Role;
import dev.cleave.client.Token;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code cleave token}: who may do what. Standard output gets a new token's secret and nothing else. */
final class TokenCommand {

    private static final List<String> ACTIONS = List.of("create", "list", "revoke");

    private final Given given;
    private final CleaveClient client;
    private final Output output;

    TokenCommand(Asked asked) {
        this.given = asked.given();
        this.client = asked.client();
        this.output = asked.output();
    }

    ExitCode run() {
        List<String> words = given.arguments();
        if (words.isEmpty()) {
            throw CommandException.usage("nothing to do (expected: create, list, or revoke and the id of a token)");
        }
        String action = words.get(0);
        if (!ACTIONS.contains(action)) {
            throw CommandException.usage(NearestName.unknown("action", action, ACTIONS));
        }
        if (words.size() > (action.equals("revoke") ? 2 : 1)) {
            throw CommandException.usage("unexpected argument: " + words.get(words.size() - 1));
        }
        return switch (action) {
            case "create" -> create();
            case "list" -> list();
            default -> revoke(words);
        };
    }

    private ExitCode create() {
        NewToken made = client.createToken(
                given.text("--owner").orElseGet(TokenCommand::user),
                role(),
                given.has("--upload"),
                given.value("--expires", text -> Values.duration("--expires", text)));
        output.out().println(made.secret());
        output.out().flush();
        output.say("token " + made.token().id() + " for " + made.token().owner() + ", "
                + made.token().role().name().toLowerCase(Locale.ROOT)
                + made.token().expiresAt().map(end -> ", until " + end).orElse("")
                + "; its secret is shown this once");
        return ExitCode.SUCCESS;
    }

    private Role role() {
        List<String> known = Arrays.stream(Role.values())
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .toList();
        String name = given.text("--role")
                .orElseThrow(() ->
                        CommandException.usage("--role: none (expected: one of " + String.join(", ", known) + ")"));
        if (!known.contains(name)) {
            throw CommandException.usage("--role: " + NearestName.unknown("role", name, known));
        }
        return Role.values()[known.indexOf(name)];
    }

    /** The user's name, as far as it can be an owner's. */
    private static String user() {
        String name =
                System.getProperty("user.name", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
        return name.isEmpty() ? "user" : name.substring(0, Math.min(63, name.length()));
    }

    private ExitCode list() {
        Format format = Format.of(given);
        List<Token> tokens = client.tokens();
        output.out()
                .println(
                        format.isForPeople()
                                ? Tables.tokens(tokens, Instant.now())
                                : format.write(
                                        tokens.stream().map(Documents::token).toList()));
        return ExitCode.SUCCESS;
    }

    private ExitCode revoke(List<String> words) {
        if (words.size() < 2) {
            throw CommandException.usage("token: none (expected: its id; 'cleave token list' lists them)");
        }
        Token revoked = client.revokeToken(words.get(1));
        output.say("token " + revoked.id() + " of " + revoked.owner() + " is revoked");
        return ExitCode.SUCCESS;
    }
}
