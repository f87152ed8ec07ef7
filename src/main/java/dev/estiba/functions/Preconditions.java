package dev.estiba.functions;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks to be so before anything is changed (RFC 9110, 13.1).
 *
 * @param ifMatch the header; null for none
 * @param ifNoneMatch the header; null for none
 */
record Preconditions(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

  private static final Pattern BETWEEN_TAGS = Pattern.compile("\\s*,\\s*");

  static Preconditions of(HttpRequestMessage<?> request) {
    Map<String, String> headers = request.getHeaders();
    return new Preconditions(headers.get("if-match"), headers.get("if-none-match"));
  }

  /**
   * @param entityTag of what there is; null if there is nothing
   */
  boolean hold(@Nullable String entityTag) {
    return (ifMatch == null || matches(ifMatch, entityTag))
        && (ifNoneMatch == null || !matches(ifNoneMatch, entityTag));
  }

  private static boolean matches(String header, @Nullable String entityTag) {
    if (header.strip().equals("*")) {
      return entityTag != null;
    }
    return BETWEEN_TAGS.splitAsStream(header.strip()).anyMatch(tag -> tag.equals(entityTag));
  }

  static HttpResponseMessage failed(HttpRequestMessage<?> request, String what) {
    return Problems.answer(
        request,
        HttpStatus.PRECONDITION_FAILED,
        "Changed meanwhile",
        what
            + " is not as If-Match or If-None-Match asks: somebody else changed it. Nothing was"
            + " changed; look at it again.");
  }
}
