package dev.estiba.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;

/** How an expression is to be read. */
public enum CronSyntax {

  /**
   * NCRONTAB, as Azure Functions reads it: second, minute, hour, day of month, month, day of week
   * (0 and 7 are Sunday). With five fields the second is 0. A day must match both day fields.
   */
  NCRONTAB(
      CronDefinitionBuilder.defineCron()
          .withSeconds()
          .and()
          .withMinutes()
          .and()
          .withHours()
          .and()
          .withDayOfMonth()
          .and()
          .withMonth()
          .and()
          .withDayOfWeek()
          .withValidRange(0, 7)
          .withMondayDoWValue(1)
          .withIntMapping(7, 0)
          .and()
          .matchDayOfWeekAndDayOfMonth()
          .instance()),

  /**
   * As cron on Unix reads it: the fields of NCRONTAB, and {@code L}, {@code W} and {@code #} in the
   * day fields. Where both day fields are restricted, a day that matches one of them is due
   * (POSIX, crontab). {@code @yearly}, {@code @monthly}, {@code @weekly}, {@code @daily} and {@code
   * @hourly} are short for the usual expressions.
   */
  UNIX(
      CronDefinitionBuilder.defineCron()
          .withSeconds()
          .and()
          .withMinutes()
          .and()
          .withHours()
          .and()
          .withDayOfMonth()
          .supportsL()
          .supportsW()
          .supportsLW()
          .and()
          .withMonth()
          .and()
          .withDayOfWeek()
          .withValidRange(0, 7)
          .withMondayDoWValue(1)
          .withIntMapping(7, 0)
          .supportsHash()
          .supportsL()
          .and()
          .withSupportedNicknameAnnually()
          .withSupportedNicknameYearly()
          .withSupportedNicknameMonthly()
          .withSupportedNicknameWeekly()
          .withSupportedNicknameDaily()
          .withSupportedNicknameMidnight()
          .withSupportedNicknameHourly()
          .instance());

  private static final int WITHOUT_SECONDS = 5;

  /** Keeps nothing between two calls; to make one takes longer than to parse. */
  private final CronParser parser;

  CronSyntax(CronDefinition definition) {
    this.parser = new CronParser(definition);
  }

  /**
   * @throws IllegalArgumentException if the text is no such expression; the message says why
   */
  Cron parse(String text) {
    String trimmed = text.strip();
    boolean withoutSeconds = trimmed.split("\\s+").length == WITHOUT_SECONDS;
    return parser.parse(withoutSeconds ? "0 " + trimmed : trimmed).validate();
  }
}
