package io.limp.core;

/** Stops those who guess passwords: counts attempts that failed, by who tries and for whom. */
public interface SignInLimit {
  /**
   * Counts an attempt before its password is looked at, so that parallel ones cannot slip through.
   *
   * @param address where the attempt comes from
   * @param account what it would sign in as, whether or not there is such a user
   * @throws io.limp.api.Refusal with 429 when there were too many in the last minute; a refused
   *     attempt does not prolong the wait
   */
  void attempt(String address, String account);

  /** Takes the attempt back: it was the right password. */
  void succeeded(String address, String account);
}
