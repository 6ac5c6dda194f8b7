package io.limp.boot;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.reflect.AccessFlag;
import java.util.Arrays;

/**
 * What other classes are compiled against: all of a class but its code and what is private to it.
 * The values of constants, which the compiler copies, are in it.
 */
final class ClassShape {
  /** Constants anew, in the order of their use: what only the code uses must not count. */
  private static final ClassFile ANEW = ClassFile.of(ConstantPoolSharingOption.NEW_POOL);

  private ClassShape() {}

  /** True when whatever was compiled against the one would be the same against the other. */
  static boolean isSame(byte[] one, byte[] other) {
    return Arrays.equals(of(one), of(other));
  }

  private static byte[] of(byte[] classFile) {
    return ANEW.transformClass(
        ANEW.parse(classFile),
        (builder, element) -> {
          switch (element) {
            case MethodModel method when isHidden(method) -> {}
            case MethodModel method ->
                builder.transformMethod(
                    method, MethodTransform.dropping(CodeModel.class::isInstance));
            case FieldModel field when field.flags().has(AccessFlag.PRIVATE) -> {}
            case ClassElement seen -> builder.with(seen);
          }
        });
  }

  /** Private ones, and what the compiler makes of lambdas. */
  private static boolean isHidden(MethodModel method) {
    return method.flags().has(AccessFlag.PRIVATE)
        || (method.flags().has(AccessFlag.SYNTHETIC) && !method.flags().has(AccessFlag.BRIDGE));
  }

  /**
   * The file that a class was compiled from, by its path below its package's folder, with {@code
   * /}; as {@code -g} makes it.
   */
  static String source(byte[] classFile) {
    ClassModel model = ClassFile.of().parse(classFile);
    String name = model.thisClass().asInternalName();
    String file =
        model
            .findAttribute(Attributes.sourceFile())
            .map(SourceFileAttribute::sourceFile)
            .orElseThrow()
            .stringValue();
    // The first folder is the package's own.
    return name.substring(name.indexOf('/') + 1, name.lastIndexOf('/') + 1) + file;
  }
}
