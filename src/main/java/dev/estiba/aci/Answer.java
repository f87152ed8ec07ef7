package dev.estiba.aci;

/** What Azure answered: a value, or that the thing does not exist, or a failure. */
public sealed interface Answer<T> {

  record Ok<T>(T value) implements Answer<T> {}

  record Missing<T>() implements Answer<T> {}

  record Failed<T>(AciFailure failure) implements Answer<T> {}
}
