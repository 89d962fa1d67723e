package io.hornbook.common.llm;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A call that brought no answer. Its message holds no secret. */
public final class CallFailure extends Exception {
  private static final long serialVersionUID = 1;

  /** Why, whether it may have been paid for all the same, and what to do next. */
  public enum Reason {
    /** 429: too many requests or tokens. */
    RATE_LIMITED(false, Next.RETRY),
    /** 500, 503 and the like: the server says that it did not answer. */
    SERVER_ERROR(false, Next.RETRY),
    /** 408, 502, 504: a gateway gave up; what stands behind it may have answered. */
    GATEWAY_TIMEOUT(true, Next.RETRY),
    /** No complete answer within the time allowed. */
    TIMEOUT(true, Next.RETRY),
    /** The connection broke after the request had begun to leave. */
    CONNECTION_CUT(true, Next.RETRY),
    /** No connection came about. */
    UNREACHABLE(false, Next.RETRY),
    /** Its batch ended before the server came to it. */
    BATCH_EXPIRED(false, Next.RETRY),
    /** The server would not take its batch. */
    BATCH_FAILED(false, Next.RETRY),
    /** Its batch was never created. */
    BATCH_NOT_CREATED(false, Next.RETRY),
    /** Its batch ended without a row for it, and the server counts no answer that is missing. */
    NO_ROW(false, Next.RETRY),
    /** Its batch ended without a row for it, and the server may have answered it. */
    LOST_ROW(true, Next.RETRY),
    /** A defect on this side while the request was sent or its answer read. */
    CLIENT_ERROR(true, Next.GIVE_UP),
    /** 400 and the like: the server will not take this request. */
    REQUEST_REJECTED(false, Next.GIVE_UP),
    /** 401, 403: the server will take no request with this key. */
    UNAUTHORISED(false, Next.STOP),
    /** 404: the server knows no such model or address. */
    NOT_FOUND(false, Next.STOP),
    /** 429 that no waiting mends: the account has no money left. */
    QUOTA_EXHAUSTED(false, Next.STOP);

    private final boolean inDoubt;
    private final Next next;

    Reason(boolean inDoubt, Next next) {
      this.inDoubt = inDoubt;
      this.next = next;
    }

    /** Whether the call may have been billed. */
    public boolean inDoubt() {
      return inDoubt;
    }

    /** What to do after it. */
    public Next next() {
      return next;
    }

    /** The reason as tables hold it, in snake_case. */
    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Reason ofColumn(String column) {
      return valueOf(column.toUpperCase(Locale.ROOT));
    }
  }

  /** What to do after a failed call. */
  public enum Next {
    /** Send it again, later. */
    RETRY,
    /** This request has failed for good; others need not. */
    GIVE_UP,
    /** Every other call will fail alike. */
    STOP
  }

  private final Reason reason;
  private final transient Optional<Duration> retryAfter;

  public CallFailure(Reason reason, String message, Optional<Duration> retryAfter) {
    super(message);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  public Reason reason() {
    return reason;
  }

  /** How long the server asks to wait. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
