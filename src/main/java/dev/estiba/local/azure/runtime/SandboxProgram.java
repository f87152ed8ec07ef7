package dev.estiba.local.azure.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A static Linux program that does nothing for ever and costs nothing: an ELF header, one segment
 * and a handful of instructions. It needs no handler of signals: it is ended by one that cannot be
 * handled.
 */
enum SandboxProgram {

  /**
   *
   *
   * <pre>
   * loop: mov  eax, 34     ; pause
   *       syscall
   *       jmp  loop
   * </pre>
   */
  X86_64("amd64", 62, "b822000000 0f05 ebf7"),

  /**
   * This architecture has no {@code pause}: it polls no file descriptors without a time limit.
   *
   * <pre>
   * loop: mov  x0, #0
   *       mov  x1, #0
   *       mov  x2, #0
   *       mov  x3, #0
   *       mov  x8, #73     ; ppoll
   *       svc  #0
   *       b    loop
   * </pre>
   */
  AARCH64("arm64", 183, "000080d2 010080d2 020080d2 030080d2 280980d2 010000d4 faffff17");

  private static final int HEADER_BYTES = 64;
  private static final int SEGMENT_BYTES = 56;
  private static final int SECTION_BYTES = 64;
  private static final int CODE_AT = HEADER_BYTES + SEGMENT_BYTES;
  private static final long ADDRESS = 0x400000;

  /** The largest page that a kernel of either architecture has. */
  private static final long PAGE = 0x10000;

  private final String architecture;
  private final int machine;
  private final String code;

  SandboxProgram(String architecture, int machine, String code) {
    this.architecture = architecture;
    this.machine = machine;
    this.code = code;
  }

  /** For an engine's architecture, in Docker's words or in Podman's. */
  static SandboxProgram of(String architecture) {
    return switch (architecture) {
      case "x86_64", "amd64" -> X86_64;
      case "aarch64", "arm64" -> AARCH64;
      default ->
          throw new IllegalStateException(
              "The container engine runs on "
                  + architecture
                  + "; container groups that share a network or volumes need one on x86-64 or"
                  + " arm64.");
    };
  }

  /** In the words of images. */
  String architecture() {
    return architecture;
  }

  byte[] bytes() {
    byte[] instructions = HexFormat.of().parseHex(code.replace(" ", ""));
    ByteBuffer file = ByteBuffer.allocate(CODE_AT + instructions.length);
    file.order(ByteOrder.LITTLE_ENDIAN);
    header(file);
    segment(file);
    file.put(instructions);
    return file.array();
  }

  private void header(ByteBuffer file) {
    file.put((byte) 0x7f).put("ELF".getBytes(StandardCharsets.US_ASCII));
    file.put(new byte[] {2, 1, 1, 0}).putLong(0); // 64 bits, little-endian, version 1
    file.putShort((short) 2).putShort((short) machine).putInt(1); // executable
    file.putLong(ADDRESS + CODE_AT).putLong(HEADER_BYTES).putLong(0); // entry, segments, sections
    file.putInt(0).putShort((short) HEADER_BYTES);
    file.putShort((short) SEGMENT_BYTES).putShort((short) 1);
    file.putShort((short) SECTION_BYTES).putShort((short) 0).putShort((short) 0);
  }

  /** All of the file, to be read and executed. */
  private static void segment(ByteBuffer file) {
    file.putInt(1).putInt(5).putLong(0);
    file.putLong(ADDRESS).putLong(ADDRESS);
    file.putLong(file.capacity()).putLong(file.capacity());
    file.putLong(PAGE);
  }
}
