package io.limp.job;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.limp.api.Schedule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** The moments of a cron expression; the library behind it is loaded when there is a first one. */
final class CronTimes {
  private final ExecutionTime times;
  private final ZoneId zone;

  /**
   * @throws IllegalArgumentException when the expression or the zone is none
   */
  CronTimes(Schedule.Cron cron) {
    try {
      zone = ZoneId.of(cron.zone());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("there is no time zone \"" + cron.zone() + '"', e);
    }
    times =
        ExecutionTime.forCron(
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                .parse(cron.expression())
                .validate());
  }

  /** The first one after that moment; empty: none will come. */
  Optional<Instant> after(Instant moment) {
    return times.nextExecution(moment.atZone(zone)).map(ZonedDateTime::toInstant);
  }
}
