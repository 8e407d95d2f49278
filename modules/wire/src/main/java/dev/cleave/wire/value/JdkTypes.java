package dev.cleave.wire.value;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The classes of the JDK that are values, or collections of values. */
final class JdkTypes {

    /** Equal ones have equal bytes, if what they contain has. */
    private static final Set<String> STEADY = names(
            "java.lang.",
            "Object Boolean Byte Character Short Integer Long Float Double String StringBuilder StringBuffer Class",
            "java.math.",
            "BigInteger BigDecimal MathContext RoundingMode",
            "java.time.",
            "DayOfWeek Duration Instant LocalDate LocalDateTime LocalTime Month MonthDay OffsetDateTime OffsetTime "
                    + "Period Year YearMonth ZoneOffset ZoneRegion ZonedDateTime",
            "java.time.temporal.",
            "ChronoUnit",
            "java.net.",
            "URI",
            "java.util.",
            "ArrayDeque ArrayList Arrays$ArrayList BitSet Currency Date EnumMap JumboEnumSet RegularEnumSet "
                    + "KeyValueHolder LinkedHashMap LinkedHashSet LinkedList Locale Optional OptionalDouble OptionalInt "
                    + "OptionalLong Stack TreeMap TreeSet UUID Vector AbstractMap$SimpleEntry "
                    + "AbstractMap$SimpleImmutableEntry Collections$EmptyList Collections$EmptyMap Collections$EmptySet "
                    + "Collections$SingletonList Collections$SingletonMap Collections$SingletonSet "
                    + "Collections$ReverseComparator Collections$ReverseComparator2 Comparators$NaturalOrderComparator "
                    + "Collections$CopiesList ImmutableCollections$List12 ImmutableCollections$ListN",
            "java.util.concurrent.",
            "ConcurrentLinkedDeque ConcurrentLinkedQueue ConcurrentSkipListMap ConcurrentSkipListSet "
                    + "CopyOnWriteArrayList CopyOnWriteArraySet TimeUnit",
            "java.util.concurrent.atomic.",
            "AtomicBoolean AtomicInteger AtomicLong AtomicReference");

    /** Values as well, but equal ones may have other bytes; wrappers are here for what they may wrap. */
    private static final Set<String> UNSTEADY = names(
            "java.lang.",
            "StackTraceElement",
            "java.lang.invoke.",
            "SerializedLambda",
            "java.util.regex.",
            "Pattern",
            "java.util.concurrent.",
            "ConcurrentHashMap ConcurrentHashMap$KeySetView",
            "java.util.",
            "AbstractList$RandomAccessSubList AbstractList$SubList ArrayList$SubList HashMap HashSet Hashtable "
                    + "IdentityHashMap ImmutableCollections$Map1 ImmutableCollections$MapN ImmutableCollections$Set12 "
                    + "ImmutableCollections$SetN ImmutableCollections$SubList PriorityQueue Properties WeakHashMap "
                    + "Collections$SetFromMap Collections$SynchronizedCollection Collections$SynchronizedList "
                    + "Collections$SynchronizedMap Collections$SynchronizedRandomAccessList Collections$SynchronizedSet "
                    + "Collections$SynchronizedSortedMap Collections$SynchronizedSortedSet "
                    + "Collections$UnmodifiableCollection Collections$UnmodifiableList Collections$UnmodifiableMap "
                    + "Collections$UnmodifiableNavigableMap Collections$UnmodifiableNavigableSet "
                    + "Collections$UnmodifiableRandomAccessList Collections$UnmodifiableSet "
                    + "Collections$UnmodifiableSortedMap Collections$UnmodifiableSortedSet");

    /** What a class of the job may extend besides. */
    private static final Set<String> BASES = names(
            "java.lang.",
            "Enum Record Number Throwable Exception RuntimeException IllegalArgumentException IllegalStateException",
            "java.util.",
            "AbstractCollection AbstractList AbstractMap AbstractQueue AbstractSequentialList AbstractSet Dictionary "
                    + "EventObject");

    private static final String LIST_N = "java.util.ImmutableCollections$ListN";

    private JdkTypes() {}

    static boolean isOfTheJdk(Class<?> type) {
        if (type.getClassLoader() == null) {
            return true;
        }
        String module = type.getModule().getName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    static boolean isValue(Class<?> type) {
        return STEADY.contains(type.getName()) || UNSTEADY.contains(type.getName());
    }

    static boolean isSteady(Object value) {
        String name = value.getClass().getName();
        // One or two elements come back as a list of another class, if they were collected from a stream.
        return STEADY.contains(name)
                && !(name.equals(LIST_N) && !((List<?>) value).isEmpty() && ((List<?>) value).size() <= 2);
    }

    /** What {@code Stream.toList} makes of a stream with nulls: Fory writes it, and cannot read it again. */
    static boolean isListWithNulls(Object value) {
        if (!value.getClass().getName().equals(LIST_N)) {
            return false;
        }
        for (Object element : (List<?>) value) {
            if (element == null) {
                return true;
            }
        }
        return false;
    }

    static boolean mayBeExtended(Class<?> type) {
        return isValue(type) || BASES.contains(type.getName());
    }

    /** Pairs of a package and the classes in it. */
    private static Set<String> names(String... pairs) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < pairs.length; i += 2) {
            String in = pairs[i];
            Arrays.stream(pairs[i + 1].split(" ")).map(in::concat).forEach(names::add);
        }
        return names;
    }
}
