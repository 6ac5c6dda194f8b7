package io.limp.api;

/** A data type or a service: its attributes, its methods, and who may call them. */
public interface LimpModule {}
