package io.limp.job;

import io.limp.api.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a schedule is due. */
public interface NextTime {
  /** The shortest period of {@link Schedule.Every}. */
  Duration SHORTEST = Duration.ofSeconds(1);

  /** The first time of a job that is new at that moment; empty: it never runs. */
  Optional<Instant> first(Instant now);

  /**
   * The time after one that has come. Those that passed while no server ran are left out: it is
   * made up for once.
   *
   * @param due the one that has come
   */
  Optional<Instant> next(Instant due, Instant now);

  /**
   * The times of a schedule.
   *
   * @throws IllegalArgumentException when it means nothing; the message says why
   */
  static NextTime of(Schedule schedule) {
    return switch (schedule) {
      case Schedule.Cron cron -> new ByCron(new CronTimes(cron));
      case Schedule.Every(Duration period) -> new AtRate(period);
      case Schedule.Once(Instant at) -> new AtOnce(at);
    };
  }

  /** See {@link Schedule.Cron}. */
  record ByCron(CronTimes times) implements NextTime {
    @Override
    public Optional<Instant> first(Instant now) {
      return times.after(now);
    }

    @Override
    public Optional<Instant> next(Instant due, Instant now) {
      return times.after(now);
    }
  }

  /** See {@link Schedule.Every}. */
  record AtRate(Duration period) implements NextTime {
    public AtRate {
      if (period.compareTo(SHORTEST) < 0) {
        throw new IllegalArgumentException("a period is a second at least, not " + period);
      }
    }

    @Override
    public Optional<Instant> first(Instant now) {
      return Optional.of(now.plus(period));
    }

    /** It stays in step: late once does not mean late for ever. */
    @Override
    public Optional<Instant> next(Instant due, Instant now) {
      long steps = Math.max(0, Duration.between(due, now).dividedBy(period)) + 1;
      return Optional.of(due.plus(period.multipliedBy(steps)));
    }
  }

  /** See {@link Schedule.Once}. */
  record AtOnce(Instant at) implements NextTime {
    @Override
    public Optional<Instant> first(Instant now) {
      return Optional.of(at);
    }

    @Override
    public Optional<Instant> next(Instant due, Instant now) {
      return Optional.empty();
    }
  }
}
