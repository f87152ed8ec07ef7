package dev.estiba.local.taskhub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One directory on a disk that may lose its power: what has been forced is there, and of what has
 * not been forced, whatever the {@link Fate} says. Names come and go in order, and are forced with
 * the directory only: file systems keep a journal of them.
 */
final class SimulatedDisk {

  private static final int SECTOR = 512;

  /** What becomes of writes that were not forced. */
  interface Fate {

    Fate ALL_WRITTEN = (index, sector) -> true;
    Fate NONE_WRITTEN = (index, sector) -> false;

    /**
     * @param index of the write among all that were not forced
     * @param sector of the file; the same answer for all sectors is a write that was not torn
     */
    boolean isWritten(int index, long sector);

    /** How many of that many changes of names. */
    default int names(int changes) {
      return isWritten(0, 0) ? changes : 0;
    }
  }

  private static final class Inode {
    byte[] forced = new byte[0];
    final List<DiskOperation> unforced = new ArrayList<>();
  }

  private record NameChange(String name, Inode inode, boolean isThere) {}

  private final Map<String, Inode> forcedNames = new LinkedHashMap<>();
  private final Map<String, Inode> names = new LinkedHashMap<>();
  private final List<NameChange> unforcedNames = new ArrayList<>();

  void apply(DiskOperation operation) {
    switch (operation.kind()) {
      case CREATE -> change(new NameChange(operation.file(), new Inode(), true));
      case UNLINK -> change(new NameChange(operation.file(), inode(operation), false));
      case RENAME -> {
        Inode inode = inode(operation);
        change(new NameChange(operation.file(), inode, false));
        change(new NameChange(new String(operation.data(), StandardCharsets.UTF_8), inode, true));
      }
      case WRITE, TRUNCATE -> inode(operation).unforced.add(operation);
      case SYNC -> {
        Inode inode = inode(operation);
        inode.forced = content(inode, Fate.ALL_WRITTEN, 0);
        inode.unforced.clear();
      }
      case SYNC_DIRECTORY -> {
        unforcedNames.forEach(change -> apply(forcedNames, change));
        unforcedNames.clear();
      }
    }
  }

  private Inode inode(DiskOperation operation) {
    return names.computeIfAbsent(operation.file(), name -> new Inode());
  }

  private void change(NameChange change) {
    apply(names, change);
    unforcedNames.add(change);
  }

  private static void apply(Map<String, Inode> names, NameChange change) {
    if (change.isThere()) {
      names.put(change.name(), change.inode());
    } else {
      names.remove(change.name());
    }
  }

  /** How many writes are not forced. */
  int unforced() {
    return names.values().stream().mapToInt(inode -> inode.unforced.size()).sum();
  }

  /** Makes a directory of what the disk has after a loss of power now. */
  void restore(Path directory, Fate fate) throws IOException {
    Map<String, Inode> left = new LinkedHashMap<>(forcedNames);
    unforcedNames.stream()
        .limit(fate.names(unforcedNames.size()))
        .forEach(change -> apply(left, change));
    Map<Inode, Integer> firstIndexes = new HashMap<>();
    int index = 0;
    for (Inode inode : names.values()) {
      firstIndexes.put(inode, index);
      index += inode.unforced.size();
    }
    for (Map.Entry<String, Inode> file : left.entrySet()) {
      Inode inode = file.getValue();
      int firstIndex = firstIndexes.getOrDefault(inode, index);
      Files.write(directory.resolve(file.getKey()), content(inode, fate, firstIndex));
    }
  }

  private static byte[] content(Inode inode, Fate fate, int firstIndex) {
    int size = inode.forced.length;
    int room = size;
    for (DiskOperation operation : inode.unforced) {
      room = Math.max(room, end(operation));
    }
    byte[] bytes = Arrays.copyOf(inode.forced, room);
    int index = firstIndex;
    for (DiskOperation operation : inode.unforced) {
      if (operation.kind() == DiskOperation.Kind.WRITE) {
        size = Math.max(size, write(bytes, operation, index, fate));
      } else if (fate.isWritten(index, 0)) {
        size = (int) operation.offset();
        Arrays.fill(bytes, size, room, (byte) 0);
      }
      index++;
    }
    return size == room ? bytes : Arrays.copyOf(bytes, size);
  }

  /** Returns the end of the last sector that was written, or 0. */
  private static int write(byte[] bytes, DiskOperation operation, int index, Fate fate) {
    int start = (int) operation.offset();
    int written = 0;
    for (int from = start; from < end(operation); from = nextSector(from)) {
      if (fate.isWritten(index, from / SECTOR)) {
        written = Math.min(end(operation), nextSector(from));
        System.arraycopy(operation.data(), from - start, bytes, from, written - from);
      }
    }
    return written;
  }

  private static int end(DiskOperation operation) {
    return (int) operation.offset() + operation.data().length;
  }

  private static int nextSector(int position) {
    return (position / SECTOR + 1) * SECTOR;
  }
}
