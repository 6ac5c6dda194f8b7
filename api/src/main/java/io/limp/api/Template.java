package io.limp.api;

/**
 * What several modules say alike: attributes, permits, hooks. A module says it with {@link
 * ModuleSpec#template}, before or between words of its own; it keeps its own documents, under its
 * own name.
 *
 * <pre>{@code
 * public static final Attr<Instant> SEEN = datetime("seen").optional();
 * public static final Template TRACKED =
 *     spec -> spec.attrs(SEEN).method("see", m -> m.permit(signedIn()).queryArgs(ID).run(Tracked::see));
 *
 * ModuleSpec.of("parcel").collection("parcels").attrs(Parcel.class).template(TRACKED)
 * }</pre>
 *
 * <p>Templates that may be adjusted are values with words of their own that implement this.
 */
@FunctionalInterface
public interface Template {
  /** The module's spec so far, with what the template says. */
  ModuleSpec applyTo(ModuleSpec spec);
}
