package dev.cleave.service.desk;

import dev.cleave.service.store.BlobRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which blobs give way where there is not room for all: those not used for longest, and none that is needed.
 *
 * @param mostBytes how much all of them may take
 * @param graceMillis for how long a blob stays after it was last used: who has just uploaded it, or asked for it, is about
 *     to submit a job
 */
record BlobQuota(long mostBytes, long graceMillis) {

    BlobQuota {
        if (mostBytes < 0 || graceMillis < 0) {
            throw new IllegalArgumentException(
                    "quota: " + mostBytes + " bytes, " + graceMillis + " ms (expected: 0 or more)");
        }
    }

    /**
     * Which blobs to forget for others to find room; all that may be if that is not enough.
     *
     * @param kept from the one not used for longest
     * @param total how many bytes there are, those included that are not among these
     * @param more how many bytes are to come
     * @param isNeeded whether a blob must stay
     * @param now milliseconds UTC
     */
    List<BlobRow> giveWay(List<BlobRow> kept, long total, long more, Predicate<BlobRow> isNeeded, long now) {
        List<BlobRow> leaving = new ArrayList<>();
        long left = total;
        for (BlobRow blob : kept) {
            if (fits(left, more)) {
                return leaving;
            }
            if (isOld(blob, graceMillis, now) && !isNeeded.test(blob)) {
                leaving.add(blob);
                left -= blob.size();
            }
        }
        return leaving;
    }

    /** Whether there is room for so many more. */
    boolean fits(long total, long more) {
        return more <= mostBytes && total <= mostBytes - more;
    }

    static boolean isOld(BlobRow blob, long ageMillis, long now) {
        return blob.lastUsedAt() < now - ageMillis;
    }
}
