package io.limp.boot;

import java.net.URLClassLoader;
import java.util.List;

/**
 * The classes of one package, ready to be used.
 *
 * @param candidates binary names of the classes that may be modules
 * @param loader knows all of its classes; packages in jars share one
 * @param key of all that its classes are made of; another one: other classes
 * @param compiled true: by this start; false: it was compiled already
 */
record PackageCode(
    String name,
    Origin origin,
    List<String> candidates,
    URLClassLoader loader,
    String key,
    boolean compiled) {}
