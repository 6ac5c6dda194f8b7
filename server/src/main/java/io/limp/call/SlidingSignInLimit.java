package io.limp.call;

import io.limp.api.Refusal;
import io.limp.core.SignInLimit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Attempts to sign in within a sliding minute: so many for one account from one address, and so
 * many from one address for all accounts. An account alone is not limited: anybody could then lock
 * its owner out.
 */
public final class SlidingSignInLimit implements SignInLimit {
  static final int FOR_ONE_ACCOUNT = 20;
  static final int FROM_ONE_ADDRESS = 100;
  static final Duration WINDOW = Duration.ofMinutes(1);

  /**
   * Who is remembered; beyond it those who tried longest ago are forgotten, so that names made up
   * cannot fill the heap.
   */
  private static final int MOST_REMEMBERED = 20_000;

  private final InstantSource clock;

  /** By who tries, the moments of the attempts that count, oldest first; guarded by itself. */
  private final Map<String, Deque<Long>> attempts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Long>> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  public SlidingSignInLimit(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void attempt(String address, String account) {
    synchronized (attempts) {
      Deque<Long> ofAccount = recent(forAccount(address, account));
      Deque<Long> ofAddress = recent(address);
      if (ofAccount.size() >= FOR_ONE_ACCOUNT || ofAddress.size() >= FROM_ONE_ADDRESS) {
        throw Refusal.of(
            429,
            "CORE_REQ_SIGN_IN_QUOTA_HIT",
            "Too many attempts to sign in: wait a minute and try again.");
      }
      ofAccount.addLast(clock.millis());
      ofAddress.addLast(clock.millis());
    }
  }

  @Override
  public void succeeded(String address, String account) {
    synchronized (attempts) {
      recent(forAccount(address, account)).pollLast();
      recent(address).pollLast();
    }
  }

  private Deque<Long> recent(String who) {
    Deque<Long> moments = attempts.computeIfAbsent(who, _ -> new ArrayDeque<>(2));
    long since = clock.millis() - WINDOW.toMillis();
    while (!moments.isEmpty() && moments.peekFirst() <= since) {
      moments.pollFirst();
    }
    return moments;
  }

  /** A name may be as long as a frame; its hash is enough to tell it from others. */
  private static String forAccount(String address, String account) {
    return address + " " + account.length() + " " + account.hashCode();
  }
}
