// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.weights.StateDict;

/**
 * Begins a network with the weights of another one: all tensors that fit by name and shape.
 *
 * @param network its name
 * @param copied tensors that were taken over
 * @param begun tensors that are not there and begin from scratch
 * @param reshaped tensors that are there in another shape and begin from scratch
 * @param left tensors of the other network that are not used
 */
public record Transfer(
        String network,
        List<String> copied,
        List<String> begun,
        List<String> reshaped,
        List<String> left) {
    private static final int NAMES_SHOWN = 5;

    /** Names whose number counts levels from the full size: twice a level for layers. */
    private static final Pattern LEVEL = Pattern.compile("^(input|layer|skip_layer)(\\d+)(\\..*)$");

    /** Copies the lists. */
    public Transfer {
        copied = List.copyOf(copied);
        begun = List.copyOf(begun);
        reshaped = List.copyOf(reshaped);
        left = List.copyOf(left);
    }

    /** Loads into an initialised network what fits. */
    static Transfer into(Module module, String network, StateDict from, ComputePolicy policy) {
        List<String> copied = new ArrayList<>();
        List<String> begun = new ArrayList<>();
        List<String> reshaped = new ArrayList<>();
        StateDict own = module.stateDict();
        StateDict all = new StateDict();
        module.state()
                .forEach(
                        (name, p) -> {
                            boolean there = from.contains(name);
                            boolean fits =
                                    there && Arrays.equals(from.get(name).shape(), p.shape());
                            all.put(name, fits ? from.get(name) : own.get(name));
                            if (p.kind() != Parameter.Kind.DERIVED) {
                                (fits ? copied : there ? reshaped : begun).add(name);
                            }
                        });
        module.load(all, policy);
        List<String> left = new ArrayList<>(from.names());
        left.removeIf(own::contains);
        return new Transfer(network, copied, begun, reshaped, left);
    }

    /**
     * Weights of a discriminator of another size, under the names that they have in one of the size
     * wanted: its levels are counted from the full size.
     *
     * @param more levels that the wanted one has more; may be negative
     */
    static StateDict moved(StateDict discriminator, int more) {
        if (more == 0) {
            return discriminator;
        }
        StateDict result = new StateDict();
        for (String name : discriminator.names()) {
            Matcher m = LEVEL.matcher(name);
            if (!m.matches()) {
                result.put(name, discriminator.get(name));
                continue;
            }
            int number =
                    Integer.parseInt(m.group(2)) + (m.group(1).equals("layer") ? 2 * more : more);
            if (number >= 0) {
                result.put(m.group(1) + number + m.group(3), discriminator.get(name));
            }
        }
        return result;
    }

    /** Whether every tensor was taken over. */
    public boolean complete() {
        return begun.isEmpty() && reshaped.isEmpty();
    }

    /** For people. */
    @Override
    public String toString() {
        int all = copied.size() + begun.size() + reshaped.size();
        String text =
                String.format(
                        Locale.ROOT,
                        "%s: %d of %d tensors were taken over",
                        network,
                        copied.size(),
                        all);
        return text
                + list("; of another shape: ", reshaped)
                + list("; not there: ", begun)
                + list("; not used: ", left);
    }

    private static String list(String what, List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        List<String> shown = names.subList(0, Math.min(NAMES_SHOWN, names.size()));
        String more = names.size() > NAMES_SHOWN ? ", … (" + names.size() + " in all)" : "";
        return what + String.join(", ", shown) + more;
    }
}
