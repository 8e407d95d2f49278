package dev.cleave.pipeline.read;

import dev.cleave.core.pipeline.Template;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads templates: text with references, each between <code>${</code> and <code>}</code>. <code>$${</code> stands for the text <code>${</code>.
 *
 * @param template the template
 * @param uses its references, with their places
 */
record Templates(Template template, List<Located> uses) {

    /**
     * The template that a text is.
     *
     * @throws ExpressionException if a reference in it is none
     */
    static Templates read(String text) throws ExpressionException {
        List<Template.Part> parts = new ArrayList<>();
        List<Located> uses = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            if (text.startsWith("$${", position)) {
                plain.append("${");
                position += 3;
            } else if (text.startsWith("${", position)) {
                int close = text.indexOf('}', position);
                if (close < 0) {
                    throw new ExpressionException(position, "${ without an end", "}, or $${ for the text ${");
                }
                Located use = References.read(text, position + 2, close);
                uses.add(use);
                addText(parts, plain);
                parts.add(new Template.Value(use.reference()));
                position = close + 1;
            } else {
                plain.append(text.charAt(position++));
            }
        }
        addText(parts, plain);
        return new Templates(new Template(parts), uses);
    }

    private static void addText(List<Template.Part> parts, StringBuilder plain) {
        if (plain.length() > 0) {
            parts.add(new Template.Text(plain.toString()));
            plain.setLength(0);
        }
    }
}
