package dev.cleave.cluster.certificate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a node is reached by: a name, or a number.
 *
 * @param text in lower case
 * @param isNumber whether it is an IP address
 */
record HostName(String text, boolean isNumber) {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*");
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final int LONGEST = 253;

    static HostName of(String given) throws CertificateRefusedException {
        String text = given.toLowerCase(Locale.ROOT);
        if (IPV4.matcher(text).matches() || IPV6.matcher(text).matches()) {
            try {
                // A number is not looked up anywhere.
                return new HostName(InetAddress.getByName(text).getHostAddress(), true);
            } catch (UnknownHostException notANumber) {
                throw refused(given);
            }
        }
        boolean onlyDigits = text.matches("[0-9.]+");
        if (onlyDigits || text.length() > LONGEST || !NAME.matcher(text).matches()) {
            throw refused(given);
        }
        return new HostName(text, false);
    }

    /** As a subject alternative name, in the words of keytool. */
    String alternativeName() {
        return (isNumber ? "ip:" : "dns:") + text;
    }

    private static CertificateRefusedException refused(String given) {
        return CertificateRefusedException.of(
                "name", "'" + given + "'", "a host name as a.example, without wildcards, or an IP address");
    }
}
