package io.limp.cli;

/** The command {@code limpd}. */
public final class Limpd {
  private Limpd() {}

  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals("--version")) {
      System.out.println("LIMPd v0.1.0");
    }
  }
}
