package dev.estiba.local.azure;

import java.io.IOException;

/** Answers one method of one route; errors are thrown as {@link ArmException}. */
@FunctionalInterface
interface ArmOperation {

  ArmResponse answer(ArmRequest request) throws IOException, InterruptedException;
}
