package dev.estiba.local.taskhub;

import java.sql.SQLException;

/** A change of state that happens as a whole or not at all. May be run more than once. */
@FunctionalInterface
interface Transition<T> {
  T apply(Transaction transaction) throws SQLException;
}
