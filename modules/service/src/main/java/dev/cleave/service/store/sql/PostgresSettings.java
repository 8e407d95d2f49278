package dev.cleave.service.store.sql;

/**
 * Where a store on PostgreSQL is.
 *
 * @param url as {@code jdbc:postgresql://host:5432/database}
 * @param user whom the database knows; empty for the one of the URL
 * @param password the user's; may be empty where the database asks for none, or it is elsewhere
 * @param readers how many connections read at a time, 1 or more; one more writes
 * @param fenced whether terms are heeded: always, but for tests that show what comes of it if they are not
 */
public record PostgresSettings(String url, String user, String password, int readers, boolean fenced) {

    /** Heeding terms. */
    public PostgresSettings(String url, String user, String password, int readers) {
        this(url, user, password, readers, true);
    }

    /** Where it is, for people: without what follows the database's name, which may be a password. */
    public String place() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "PostgresSettings[" + place() + ", " + user + ", " + readers + " readers]";
    }
}
