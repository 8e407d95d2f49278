package dev.cleave.graph.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleave.core.graph.GraphBuilder;
import dev.cleave.core.graph.GraphRefusedException;
import dev.cleave.core.graph.Place;
import dev.cleave.core.graph.TaskGraph;
import dev.cleave.graph.draw.Layers.Spot;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class GraphDrawingTest {

    @Test
    void everyTaskIsABoxAndEveryEdgeALineWithTheCriticalOnesMarked() throws Exception {
        TaskGraph graph = new GraphBuilder()
                .task("a <&> \"b\"", 3, Place.NOWHERE)
                .task("short", 1, Place.NOWHERE)
                .task("end", 2, Place.NOWHERE)
                .need("short", "a <&> \"b\"", Place.NOWHERE)
                .need("end", "short", Place.NOWHERE)
                .need("end", "a <&> \"b\"", Place.NOWHERE)
                .task("alone", 0, Place.NOWHERE)
                .build();
        Document svg = parsed(GraphDrawing.svg("a \u0001 title", graph));
        assertThat(texts(svg)).contains("a ? title", "a <&> \"b\"", "short", "end", "alone", "3 ns");
        assertThat(ofClass(svg, "rect", "critical-task")).hasSize(3);
        assertThat(ofClass(svg, "rect", "task")).hasSize(1);
        assertThat(ofClass(svg, "path", "critical-edge")).hasSize(2);
        assertThat(ofClass(svg, "path", "edge")).hasSize(1);
    }

    @Test
    void nothingInADrawingComesFromElsewhere() {
        String svg = GraphDrawing.svg("t", random(3, 30));
        assertThat(svg.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http", "href", "<script", "@import");
    }

    @Test
    void boxesNeverTouch() {
        for (long seed = 0; seed < 50; seed++) {
            Layers layers = Layers.of(random(seed, 60));
            long before = Ordering.crossings(layers.all());
            Ordering.apply(layers.all());
            assertThat(Ordering.crossings(layers.all())).isLessThanOrEqualTo(before);
            Placement.apply(layers.all());
            for (List<Spot> layer : layers.all()) {
                for (int i = 1; i < layer.size(); i++) {
                    Spot above = layer.get(i - 1);
                    double room = above.isBend() || layer.get(i).isBend() ? 10 : Placement.BOX_HEIGHT + 10;
                    assertThat(layer.get(i).y - above.y).as("seed %d", seed).isGreaterThan(room);
                }
            }
        }
    }

    @Test
    void crossingsAreCountedAsTheyAre() {
        for (long seed = 0; seed < 50; seed++) {
            Layers layers = Layers.of(random(seed, 15));
            assertThat(Ordering.crossings(layers.all())).as("seed %d", seed).isEqualTo(pairsThatCross(layers.all()));
        }
    }

    @Test
    void whatNobodyCouldLookAtIsRefused() {
        GraphBuilder builder = new GraphBuilder();
        for (int i = 0; i < 2_001; i++) {
            builder.task("t" + i, 1, Place.NOWHERE);
        }
        TaskGraph graph = builder.build();
        assertThatThrownBy(() -> GraphDrawing.svg("t", graph))
                .isInstanceOf(GraphRefusedException.class)
                .hasMessageContaining("TOO_LARGE: 2001 tasks")
                .hasMessageContaining("at most 2000 tasks");
    }

    @Test
    void longNamesLoseTheirMiddle() {
        assertThat(Labels.shortened("fast2bfq_Digests_s_1_sequence_1_ID0000002"))
                .isEqualTo("fast2bfq_Dig…e_1_ID0000002");
        assertThat(Labels.time(59_700_000_000L)).isEqualTo("59.7 s");
        assertThat(Labels.time(0)).isEqualTo("0 s");
    }

    private static long pairsThatCross(List<List<Spot>> layers) {
        long crossings = 0;
        for (List<Spot> layer : layers) {
            List<int[]> edges = new ArrayList<>();
            layer.forEach(from -> from.behind.forEach(to -> edges.add(new int[] {from.position, to.position})));
            for (int[] one : edges) {
                for (int[] other : edges) {
                    crossings += one[0] < other[0] && one[1] > other[1] ? 1 : 0;
                }
            }
        }
        return crossings;
    }

    private static TaskGraph random(long seed, int tasks) {
        SplittableRandom random = new SplittableRandom(seed);
        GraphBuilder builder = new GraphBuilder();
        for (int i = 0; i < tasks; i++) {
            builder.task("t" + i, random.nextInt(100), Place.NOWHERE);
            for (int j = 0; j < i; j++) {
                if (random.nextInt(tasks) < 3) {
                    builder.need("t" + i, "t" + j, Place.NOWHERE);
                }
            }
        }
        return builder.build();
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document svg) {
        NodeList found = svg.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    private static List<Element> ofClass(Document svg, String tag, String type) {
        NodeList found = svg.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element element = (Element) found.item(i);
            if (element.getAttribute("class").equals(type)) {
                elements.add(element);
            }
        }
        return elements;
    }
}
