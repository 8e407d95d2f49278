package dev.cleave.service.node;

import dev.cleave.cluster.transport.TransportSettings;
import dev.cleave.core.queue.QueueSettings;
import dev.cleave.service.api.ApiSettings;
import dev.cleave.service.desk.Programs;
import java.nio.file.Path;

/**
 * How a job service is run.
 *
 * @param name what its node is called
 * @param folder where everything is kept: the store, blobs, the first token, logs
 * @param lanes how many lanes of this machine work, 0 for none
 * @param transport where further nodes reach the controller
 * @param api where people and programs reach it
 * @param queue times and bounds of the queue
 * @param programs what comes with the cluster
 */
public record ServiceSettings(
        String name,
        Path folder,
        int lanes,
        TransportSettings transport,
        ApiSettings api,
        QueueSettings queue,
        Programs programs) {

    /** The folder of the API's first token. */
    public Path tokenFile() {
        return folder.resolve("secret").resolve("admin.token");
    }
}
