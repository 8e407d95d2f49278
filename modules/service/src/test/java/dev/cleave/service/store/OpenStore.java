package dev.cleave.service.store;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A store that is open, for the tests of one concern. */
interface OpenStore {

    Store store();

    /** The pen of the latest term. */
    Writer writer();

    /** Closes the store and opens it again, under a new term. */
    void reopen() throws Exception;

    /** Changes what is kept, behind the store's back. */
    void tamper(String sql) throws Exception;

    default StoreException refusal(StoreCode expected, ThrowingCallable call) {
        return assertThatExceptionOfType(StoreException.class)
                .isThrownBy(call)
                .matches(refused -> refused.code() == expected, "code " + expected)
                .actual();
    }
}
