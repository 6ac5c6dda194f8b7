package io.limp.cli;

import io.limp.boot.AppConfig;
import io.limp.boot.DescribeApp;
import io.limp.boot.NearestName;
import io.limp.boot.Problems;
import io.limp.boot.StartRefused;
import io.limp.sdk.ReferenceFiles.Format;
import io.limp.sdk.ReferenceFolder;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code limpd reference}: writes down what there is to call, without serving. */
@Command(
    name = "reference",
    header = "Write the reference of the modules: Markdown, JSON Schema, OpenAPI, AsyncAPI.",
    sortOptions = false,
    usageHelpWidth = 100,
    synopsisHeading = "%nUsage: ",
    customSynopsis = "limpd reference [OPTION]...",
    optionListHeading = "%nOptions, those of limpd among them:%n",
    footer = {
      "",
      "Nothing serves, and no data is touched. The same modules give the same files, so that they",
      "can be committed and compared.",
      "",
      "Example:",
      "  limpd reference --out docs/reference --packages sample_app"
    })
final class ReferenceCommand extends PackagesCommand {
  private static final Map<String, Format> BY_WORD =
      Map.of(
          "md", Format.MD,
          "json-schema", Format.JSON_SCHEMA,
          "openapi", Format.OPENAPI,
          "asyncapi", Format.ASYNCAPI);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder for the files (default: reference).")
  private Path out = Path.of("reference");

  @Option(
      names = "--format",
      paramLabel = "a,b",
      split = ",",
      hideParamSyntax = true,
      description = "Write these only: md, json-schema, openapi, asyncapi (default: all).")
  private List<String> formats = List.copyOf(BY_WORD.keySet());

  @Mixin private ServeOptions options = new ServeOptions();

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the command's own

  private final PrintWriter said;
  private final PrintWriter complained;

  ReferenceCommand(Limpd limpd, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    super(limpd, environment);
    this.said = out;
    this.complained = err;
  }

  @Override
  ServeOptions options() {
    return options;
  }

  @Override
  public Integer call() {
    Set<Format> wanted = wanted();
    Problems problems = new Problems();
    AppConfig config = config(problems);
    problems.refuseStartOnErrors();
    Map<String, String> files = DescribeApp.of(config, wanted, complained::println);
    try {
      ReferenceFolder.write(out, files);
    } catch (UncheckedIOException e) {
      throw new StartRefused(e.getMessage() + ": " + e.getCause());
    }
    said.println("Wrote " + files.size() + " files to " + out + ".");
    return GOOD;
  }

  private Set<Format> wanted() {
    Set<Format> wanted = EnumSet.noneOf(Format.class);
    for (String given : formats) {
      Format format = BY_WORD.get(given);
      if (format == null) {
        String nearest =
            NearestName.of(given, BY_WORD.keySet()).map(name -> "; perhaps " + name).orElse("");
        throw new CommandLine.ParameterException(
            spec.commandLine(), "--format: there is no format " + given + nearest + ".");
      }
      wanted.add(format);
    }
    return wanted;
  }
}
