package dev.cleave.wire.value;

import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What an object is made of, as far as it is written with it. */
final class Parts {

    /** Hears of each part: how it is called from the outside, as {@code .name} or {@code [3]}, and what it is. */
    interface Visitor {
        /** Returns whether to go on. */
        boolean part(String name, int index, @Nullable Object part);
    }

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return fieldsOf(type);
        }
    };

    private Parts() {}

    /** Goes through the parts of one object, not through their parts. */
    static boolean visit(Object whole, Visitor visitor) {
        if (whole instanceof Object[] array) {
            return elements(List.of(), array, visitor);
        }
        if (whole instanceof SortedSet<?> set && !visitor.part(".comparator()", -1, set.comparator())) {
            return false;
        }
        if (whole instanceof SortedMap<?, ?> map && !visitor.part(".comparator()", -1, map.comparator())) {
            return false;
        }
        if (whole instanceof Collection<?> collection) {
            return elements(collection, new Object[0], visitor);
        }
        if (whole instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!visitor.part(".key", -1, entry.getKey()) || !visitor.part(".value", -1, entry.getValue())) {
                    return false;
                }
            }
            return true;
        }
        if (whole instanceof Map.Entry<?, ?> entry) {
            return visitor.part(".key", -1, entry.getKey()) && visitor.part(".value", -1, entry.getValue());
        }
        if (whole instanceof Optional<?> optional) {
            return visitor.part(".value", -1, optional.orElse(null));
        }
        if (whole instanceof AtomicReference<?> reference) {
            return visitor.part(".value", -1, reference.get());
        }
        return whole.getClass().isHidden() ? captured(whole, visitor) : fields(whole, visitor);
    }

    /** What a lambda has captured: the object in whose method it stands, and variables, whose names are not known. */
    private static boolean captured(Object whole, Visitor visitor) {
        if (!(whole instanceof Serializable)) {
            return true;
        }
        SerializedLambda lambda;
        try {
            Method method = whole.getClass().getDeclaredMethod("writeReplace");
            if (!method.trySetAccessible() || !(method.invoke(whole) instanceof SerializedLambda made)) {
                return true;
            }
            lambda = made;
        } catch (ReflectiveOperationException noLambda) {
            return true;
        }
        boolean ofAnObject = lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic
                && lambda.getImplMethodKind() != MethodHandleInfo.REF_newInvokeSpecial;
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            String name = ofAnObject && i == 0 ? ".this" : ".captured[" + (ofAnObject ? i - 1 : i) + "]";
            if (!visitor.part(name, -1, lambda.getCapturedArg(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean elements(Collection<?> collection, Object[] array, Visitor visitor) {
        int index = 0;
        for (Object element : collection) {
            if (!visitor.part("", index++, element)) {
                return false;
            }
        }
        for (Object element : array) {
            if (!visitor.part("", index++, element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fields(Object whole, Visitor visitor) {
        if (JdkTypes.isOfTheJdk(whole.getClass()) || whole.getClass().isHidden()) {
            return true;
        }
        for (Field field : FIELDS.get(whole.getClass())) {
            Object part;
            try {
                part = field.get(whole);
            } catch (IllegalAccessException hidden) {
                continue;
            }
            if (!visitor.part("." + field.getName(), -1, part)) {
                return false;
            }
        }
        return true;
    }

    /** Fields of the job's classes that refer to objects, those of superclasses first. */
    private static List<Field> fieldsOf(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> up = type; up != null && !JdkTypes.isOfTheJdk(up); up = up.getSuperclass()) {
            List<Field> own = new ArrayList<>();
            for (Field field : up.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers)
                        && !Modifier.isTransient(modifiers)
                        && !field.getType().isPrimitive()
                        && field.trySetAccessible()) {
                    own.add(field);
                }
            }
            fields.addAll(0, own);
        }
        return fields;
    }
}
