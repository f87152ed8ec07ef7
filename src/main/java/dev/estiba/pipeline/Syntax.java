package dev.estiba.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Parses expressions, by recursive descent. From what binds least to what binds most: {@code ||},
 * {@code &&}, a comparison, {@code !}.
 */
final class Syntax {

  /** More characters than any expression has use for. */
  static final int MAX_LENGTH = 1000;

  /** Parentheses and exclamation marks within each other: each takes stack frames. */
  private static final int MAX_DEPTH = 30;

  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

  private final List<Token> tokens;
  private int next;
  private int depth;

  private Syntax(List<Token> tokens) {
    this.tokens = tokens;
  }

  static Expression parse(String expression) throws WrongExpressionException {
    if (expression.length() > MAX_LENGTH) {
      throw new WrongExpressionException(
          "has more than " + MAX_LENGTH + " characters", MAX_LENGTH + 1);
    }
    Syntax syntax = new Syntax(Lexer.tokens(expression));
    Expression parsed = syntax.either();
    if (syntax.token().kind() != Token.Kind.END) {
      throw syntax.surprise("an operator or the end");
    }
    return parsed;
  }

  private Expression either() throws WrongExpressionException {
    Expression left = both();
    while (skip("||")) {
      left = new Expression.Either(left, both());
    }
    return left;
  }

  private Expression both() throws WrongExpressionException {
    Expression left = comparison();
    while (skip("&&")) {
      left = new Expression.Both(left, comparison());
    }
    return left;
  }

  private Expression comparison() throws WrongExpressionException {
    Expression left = unary();
    Token operator = token();
    if (operator.kind() != Token.Kind.SYMBOL || !COMPARISONS.contains(operator.text())) {
      return left;
    }
    next++;
    return new Expression.Comparison(operator.text(), left, unary());
  }

  private Expression unary() throws WrongExpressionException {
    Token first = token();
    if (++depth > MAX_DEPTH) {
      throw new WrongExpressionException(
          "has more than " + MAX_DEPTH + " parentheses and ! within each other", first.column());
    }
    Expression expression =
        skip("!") ? new Expression.Not(unary(), first.column()) : parenthesised();
    depth--;
    return expression;
  }

  private Expression parenthesised() throws WrongExpressionException {
    if (!skip("(")) {
      return primary();
    }
    Expression inner = either();
    require(")");
    return inner;
  }

  private Expression primary() throws WrongExpressionException {
    Token first = token();
    return switch (first.kind()) {
      case TEXT -> literal(TextNode.valueOf(first.text()));
      case NUMBER -> literal(DecimalNode.valueOf(new BigDecimal(first.text())));
      case NAME -> named(first);
      default -> throw surprise("a value");
    };
  }

  private Expression literal(JsonNode value) {
    return new Expression.Literal(value, tokens.get(next++).column());
  }

  private Expression named(Token name) throws WrongExpressionException {
    switch (name.text()) {
      case "true", "false":
        return literal(BooleanNode.valueOf(name.text().equals("true")));
      case "env":
        next++;
        return new Expression.Env(member(), name.column());
      case "steps":
        next++;
        return ofStep(member(), name.column());
      default:
        return function(name);
    }
  }

  private Expression ofStep(String step, int column) throws WrongExpressionException {
    Token part = tokens.get(Math.min(next + 1, tokens.size() - 1));
    String name = member();
    if (name.equals("state")) {
      return new Expression.State(step, column);
    }
    if (!name.equals("outputs")) {
      throw new WrongExpressionException(
          "has steps." + step + "." + name + "; a step has outputs and state", part.column());
    }
    String output = member();
    List<JsonNode> path = new ArrayList<>();
    while (token().is(".") || token().is("[")) {
      path.add(element());
    }
    return new Expression.Output(step, output, List.copyOf(path), column);
  }

  private Expression function(Token name) throws WrongExpressionException {
    next++;
    boolean called = skip("(");
    Expression.Function function =
        Stream.of(Expression.Function.values())
            .filter(known -> known.word().equals(name.text()))
            .findFirst()
            .orElseThrow(() -> unknown(name, called));
    if (!called) {
      throw new WrongExpressionException(
          "has " + name.text() + " without (): write " + name.text() + "()", name.column());
    }
    require(")");
    return new Expression.Status(function, name.column());
  }

  private static WrongExpressionException unknown(Token name, boolean called) {
    String problem =
        called
            ? "has the function "
                + name.text()
                + "(), which there is not; there are success(), failure() and always()"
            : "has '"
                + name.text()
                + "', which is not known; write env.NAME, steps.NAME.outputs.NAME or"
                + " steps.NAME.state, and texts in single quotes";
    return new WrongExpressionException(problem, name.column());
  }

  /** A name behind a dot, or in brackets and quotes. */
  private String member() throws WrongExpressionException {
    JsonNode element = element();
    if (!element.isTextual()) {
      throw new WrongExpressionException(
          "needs a name in single quotes, not a number", tokens.get(next - 2).column());
    }
    return element.textValue();
  }

  private JsonNode element() throws WrongExpressionException {
    if (skip(".")) {
      Token name = token();
      if (name.kind() != Token.Kind.NAME) {
        throw surprise("a name");
      }
      next++;
      return TextNode.valueOf(name.text());
    }
    if (!skip("[")) {
      throw surprise("a dot and a name");
    }
    JsonNode index = index();
    require("]");
    return index;
  }

  private JsonNode index() throws WrongExpressionException {
    Token token = token();
    if (token.kind() == Token.Kind.TEXT) {
      next++;
      return TextNode.valueOf(token.text());
    }
    if (token.kind() == Token.Kind.NUMBER && token.text().matches("[0-9]{1,6}")) {
      next++;
      return DecimalNode.valueOf(new BigDecimal(token.text()));
    }
    throw surprise("an index from 0 on, or a name in single quotes");
  }

  private Token token() {
    return tokens.get(next);
  }

  private boolean skip(String symbol) {
    boolean found = token().is(symbol);
    next += found ? 1 : 0;
    return found;
  }

  private void require(String symbol) throws WrongExpressionException {
    if (!skip(symbol)) {
      throw surprise(symbol);
    }
  }

  private WrongExpressionException surprise(String expected) {
    return new WrongExpressionException(
        "has " + token().shown() + " in place of " + expected, token().column());
  }
}
