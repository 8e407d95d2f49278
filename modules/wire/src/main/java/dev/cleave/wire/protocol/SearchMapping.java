package dev.cleave.wire.protocol;

import dev.cleave.api.Objective;
import dev.cleave.core.search.Cost;
import dev.cleave.core.search.Found;
import dev.cleave.wire.proto.v1.Values;

/** What is said of solutions, to protobuf and back. */
final class SearchMapping {

    private SearchMapping() {}

    static Values.Found encode(Found found) {
        return Values.Found.newBuilder()
                .setCost(found.cost())
                .setMaximize(found.objective() == Objective.MAXIMIZE)
                .setSolution(LeaseMapping.encode(found.solution()))
                .setText(Utf8.encodable(found.text()))
                .build();
    }

    static Found found(Values.Found found) {
        if (found.getCost() == Cost.NONE) {
            throw new MalformedMessageException("found.cost: " + found.getCost() + " (expected: less)");
        }
        return new Found(
                found.getCost(),
                found.getMaximize() ? Objective.MAXIMIZE : Objective.MINIMIZE,
                LeaseMapping.payload("found.solution", found.hasSolution(), found.getSolution()),
                found.getText());
    }

    static Values.BestKnown encode(long cost) {
        return Values.BestKnown.newBuilder().setCost(cost).build();
    }
}
