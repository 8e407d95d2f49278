package dev.cleave.service.store.sql;

import org.jdbi.v3.core.Handle;

/** The room that a store has to grow in. Used by the thread that writes, but for {@link #isFull}. */
interface Space {

    /** As much as the database gives. */
    Space UNMANAGED = new Space() {
        @Override
        public boolean hasRoom(Handle handle) {
            return true;
        }

        @Override
        public boolean giveUpReserve(Handle handle) {
            return false;
        }

        @Override
        public void giveBack(Handle handle) {}

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public String expectation() {
            return "room on the database's disk";
        }
    };

    /** Whether new things may be written; tries to have its reserve again if it gave it up. */
    boolean hasRoom(Handle handle);

    /**
     * Makes room for changes of what is there, once the disk is full.
     *
     * @return false if nothing was left to give up
     */
    boolean giveUpReserve(Handle handle);

    /** Gives room that is not used any more back to the disk, within the transaction that freed it. */
    void giveBack(Handle handle);

    /** Whether new things are refused. May be called by any thread. */
    boolean isFull();

    /** What would have to be so that new things are taken again, for people. */
    String expectation();
}
