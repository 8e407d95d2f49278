package dev.cleave.service.api;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.HttpService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One path that is served over plain HTTP, and what the OpenAPI document says of it.
 *
 * @param rpc the method of the proto file that it serves, if any
 * @param asJson whether its answer is that method's answer as JSON
 * @param type the content type of the answer
 * @param request the content types of the request's body; none if it has none
 * @param summary what it is for, if no method's comment says
 */
record HttpRoute(
        HttpMethod method,
        String path,
        HttpService service,
        @Nullable MethodDescriptor rpc,
        boolean asJson,
        String type,
        List<String> request,
        String summary) {

    static HttpRoute of(JsonRoute<?, ?> route) {
        return new HttpRoute(
                route.method(),
                route.path(),
                route,
                route.operation().descriptor(),
                true,
                "application/json",
                route.hasBody() ? List.of("application/json") : List.of(),
                "");
    }

    boolean needsToken() {
        return !Guard.OPEN.contains(path);
    }

    /** Whether a path is one of those that it serves, by whatever method. */
    boolean covers(String asked) {
        String[] own = path.split("/", -1);
        String[] other = asked.split("/", -1);
        if (own.length != other.length) {
            return false;
        }
        for (int i = 0; i < own.length; i++) {
            if (!own[i].startsWith("{") && !own[i].equals(other[i])) {
                return false;
            }
        }
        return true;
    }
}
