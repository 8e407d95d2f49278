package dev.cleave.service.store.sql;

/**
 * Where a store on PostgreSQL is.
 *
 * @param url as {@code jdbc:postgresql://host:5432/database}
 * @param user whom the database knows
 * @param password the user's; may be empty where the database asks for none
 * @param readers how many connections read at a time, 1 or more; one more writes
 */
public record PostgresSettings(String url, String user, String password, int readers) {

    /** Where it is, for people: without what follows the database's name, which may be a password. */
    String place() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "PostgresSettings[" + place() + ", " + user + ", " + readers + " readers]";
    }
}
