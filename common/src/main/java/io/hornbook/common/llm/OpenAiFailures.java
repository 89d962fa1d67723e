package io.hornbook.common.llm;

import com.openai.core.http.Headers;
import com.openai.errors.OpenAIServiceException;
import io.hornbook.common.llm.CallFailure.Reason;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Names what went wrong in a call to a server, without its key. */
final class OpenAiFailures {
  private static final int MAX_ERROR = 500;

  private final String baseUrl;
  private final ApiKey key;
  private final Clock clock;

  OpenAiFailures(String baseUrl, ApiKey key, Clock clock) {
    this.baseUrl = baseUrl;
    this.key = key;
    this.clock = clock;
  }

  /** A failure that the SDK, or the stream below it, has thrown. */
  CallFailure of(Exception e) {
    return e instanceof OpenAIServiceException service
        ? refused(service.statusCode(), service.headers(), String.valueOf(service.body()))
        : broken(e);
  }

  /** A response whose status is no success. */
  CallFailure refused(int status, Headers headers, String body) {
    boolean isFormat = status / 100 == 4 && body.contains("response_format");
    String hint = isFormat ? " (answer-format says how the server is told the schema)" : "";
    return failure(
        reason(status, body),
        "status " + status + hint + ": " + body,
        RetryAfter.of(headers, clock));
  }

  /** What a status means. */
  static Reason reason(int status, String body) {
    return switch (status) {
      case 429 ->
          body.contains("insufficient_quota") ? Reason.QUOTA_EXHAUSTED : Reason.RATE_LIMITED;
      case 401, 403 -> Reason.UNAUTHORISED;
      case 404 -> Reason.NOT_FOUND;
      case 408, 502, 504, 524 -> Reason.GATEWAY_TIMEOUT;
      default -> status >= 500 || status == 409 ? Reason.SERVER_ERROR : Reason.REQUEST_REJECTED;
    };
  }

  private CallFailure broken(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    Reason reason = Reason.CONNECTION_CUT;
    if (root instanceof ConnectException
        || root instanceof UnknownHostException
        || root instanceof NoRouteToHostException) {
      reason = Reason.UNREACHABLE;
    } else if (root instanceof InterruptedIOException || isTimeout(e)) {
      reason = Reason.TIMEOUT;
    }
    String message = root.getClass().getSimpleName() + ": " + root.getMessage();
    return failure(reason, message, Optional.empty());
  }

  /** OkHttp ends a call whose time is over as cancelled, with a timeout further up the chain. */
  private static boolean isTimeout(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedIOException) {
        return true;
      }
    }
    return false;
  }

  private CallFailure failure(Reason reason, String message, Optional<Duration> retryAfter) {
    String masked = key.mask(message);
    String head = masked.length() <= MAX_ERROR ? masked : masked.substring(0, MAX_ERROR) + "…";
    return new CallFailure(reason, baseUrl + ": " + head, retryAfter);
  }
}
